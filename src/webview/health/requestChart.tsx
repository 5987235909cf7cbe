import type { RequestMarkView } from '../../protocol/healthMessages.ts';
import { Table } from '../parts/table.tsx';

const width = 600;
const height = 80;
const slots = 100;

interface Properties {
  readonly model: string;
  readonly marks: readonly RequestMarkView[];
}

/** The latest requests, a bar each: how long the first token took, and the whole; the table below says the same. */
export function RequestChart({ model, marks }: Properties) {
  if (marks.length === 0) return null;
  const longest = Math.max(...marks.map(({ totalMs }) => totalMs), 1);
  const step = width / slots;
  const size = (ms: number) => Math.max(1, (ms / longest) * height);
  return (
    <figure>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`The latest ${marks.length} requests to ${model}`}>
        {marks.map(({ kind, firstTokenMs, totalMs, time, outcome, total }, index) => {
          const x = width - (marks.length - index) * step;
          return (
            <g class={kind}>
              <title>{`${time}: ${outcome}, ${total}`}</title>
              <rect class="whole" x={x} y={height - size(totalMs)} width={step - 1} height={size(totalMs)} />
              <rect class="first" x={x} y={height - size(firstTokenMs)} width={step - 1} height={size(firstTokenMs)} />
            </g>
          );
        })}
      </svg>
      <details>
        <summary>The latest requests as a table</summary>
        <Table
          table={{
            title: `Requests to ${model}`,
            columns: ['Time', 'Outcome', 'First token', 'Whole answer'],
            rows: marks.toReversed().map(({ time, outcome, firstToken, total }) => [time, outcome, firstToken, total]),
          }}
        />
      </details>
    </figure>
  );
}
