import type { FromHealthView, HealthView, ModelHealthView } from '../../protocol/healthMessages.ts';
import { Figures } from '../parts/figures.tsx';
import { RequestChart } from './requestChart.tsx';

type Post = (message: FromHealthView) => void;

/** How each endpoint and model fares. */
export function Health({ view, post }: { readonly view: HealthView; readonly post: Post }) {
  return (
    <main class="report health">
      <h1>Health</h1>
      <div class="choices">
        <span>
          {view.summary}, as of {view.takenAt}
        </span>
        <span class="spacer" />
        <button type="button" class="button" onClick={() => post({ type: 'copy' })}>
          Copy as JSON
        </button>
        <button type="button" class="button secondary" onClick={() => post({ type: 'showLog' })}>
          Show Log
        </button>
      </div>
      {view.endpoints.length === 0 && <p class="empty">Nothing was sent from this window yet.</p>}
      {view.endpoints.map(({ name, address, figures, models }) => (
        <section aria-label={name}>
          <h2>
            {name} <span class="detail">{address}</span>
          </h2>
          <Figures figures={figures} />
          {models.map((model) => (
            <Model model={model} tryNow={() => post({ type: 'tryNow', address, model: model.name })} />
          ))}
        </section>
      ))}
    </main>
  );
}

function Model({ model, tryNow }: { readonly model: ModelHealthView; readonly tryNow: () => void }) {
  const { name, state, stateText, canTryNow, figures, marks } = model;
  return (
    <section aria-label={name} class="model">
      <h3>{name}</h3>
      <p class={`state ${state}`}>
        {stateText}
        {canTryNow && (
          <button type="button" class="button secondary" onClick={tryNow}>
            Try Now
          </button>
        )}
      </p>
      <Figures figures={figures} />
      <RequestChart model={name} marks={marks} />
    </section>
  );
}
