import type { UsageView } from '../../protocol/usageMessages.ts';
import { Table } from '../parts/table.tsx';

const width = 720;
const height = 180;
const gap = 2;

/** Cost by day as stacked bars, in the theme's chart colours; the table below says the same. */
export function CostChart({ view }: { readonly view: UsageView }) {
  const { bars, legend } = view;
  const most = Math.max(...bars.map(({ usd }) => usd), 0);
  if (most === 0) return <p class="empty">Nothing was spent in this period.</p>;
  const step = width / bars.length;
  return (
    <figure>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label="Cost by day; the table below has the figures">
        {bars.map(({ day, text, parts }, index) => {
          let top = height;
          return (
            <g>
              <title>{`${day}: ${text}`}</title>
              <rect class="ground" x={index * step} y={0} width={step} height={height} />
              {parts.map(({ name, usd }) => {
                const size = (usd / most) * (height - 4);
                top -= size;
                return (
                  <rect
                    class={`series-${legend.indexOf(name) % 6}`}
                    x={index * step + gap / 2}
                    y={top}
                    width={Math.max(1, step - gap)}
                    height={size}
                  />
                );
              })}
            </g>
          );
        })}
      </svg>
      <figcaption>
        <span>{bars[0]?.day}</span>
        <ul class="legend">
          {legend.map((name, index) => (
            <li>
              <span class={`swatch series-${index % 6}`} aria-hidden="true" />
              {name}
            </li>
          ))}
        </ul>
        <span>{bars.at(-1)?.day}</span>
      </figcaption>
      <CostTable view={view} />
    </figure>
  );
}

function CostTable({ view: { bars, legend } }: { readonly view: UsageView }) {
  return (
    <details>
      <summary>Cost by day as a table</summary>
      <Table
        table={{
          title: 'Cost by day',
          columns: ['Day', ...legend, 'All'],
          rows: bars
            .filter(({ usd }) => usd > 0)
            .map(({ day, text, parts }) => [
              day,
              ...legend.map((name) => parts.find((part) => part.name === name)?.text ?? ''),
              text,
            ]),
        }}
      />
    </details>
  );
}
