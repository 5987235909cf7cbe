import type { FromUsageView, UsageView } from '../../protocol/usageMessages.ts';
import { Figures } from '../parts/figures.tsx';
import { CostChart } from './costChart.tsx';
import { Table } from '../parts/table.tsx';

interface Properties {
  readonly view: UsageView;
  readonly post: (message: FromUsageView) => void;
}

/** What was spent, on what, and what the caches have saved. */
export function Dashboard({ view, post }: Properties) {
  return (
    <main class="report">
      <h1>Usage and Cost</h1>
      {view.notice !== '' && (
        <p class="notice" role="status">
          {view.notice}
        </p>
      )}
      <Choices view={view} post={post} />
      <Figures figures={view.figures} />
      <CostChart view={view} />
      {view.tables.map((table) => (
        <Table table={table} />
      ))}
    </main>
  );
}

function Choices({ view, post }: Properties) {
  const { period, stackBy } = view;
  return (
    <div class="choices">
      <label>
        Period{' '}
        <select value={period} onChange={(event) => post({ type: 'show', period: event.currentTarget.value, stackBy })}>
          {view.periods.map(({ id, label }) => (
            <option value={id}>{label}</option>
          ))}
        </select>
      </label>
      <label>
        Stack by{' '}
        <select
          value={stackBy}
          onChange={(event) =>
            post({ type: 'show', period, stackBy: event.currentTarget.value === 'model' ? 'model' : 'feature' })
          }
        >
          <option value="feature">feature</option>
          <option value="model">model</option>
        </select>
      </label>
      <span class="spacer" />
      <button type="button" class="button" onClick={() => post({ type: 'export' })}>
        Export…
      </button>
      <button type="button" class="button secondary" onClick={() => post({ type: 'openBudgets' })}>
        Budgets
      </button>
      <button type="button" class="button secondary" onClick={() => post({ type: 'reset' })}>
        Reset…
      </button>
    </div>
  );
}
