import type { FigureView } from '../../protocol/reportParts.ts';

export function Figures({ figures }: { readonly figures: readonly FigureView[] }) {
  return (
    <dl class="figures">
      {figures.map(({ label, value, detail }) => (
        <div title={detail}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {detail !== '' && <dd class="detail">{detail}</dd>}
        </div>
      ))}
    </dl>
  );
}
