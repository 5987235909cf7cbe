import './base.css';
import './parts/report.css';
import './health/health.css';
import { render } from 'preact';
import { toHealthView, type FromHealthView } from '../protocol/healthMessages.ts';
import { connect, type Bridge } from './bridge.ts';
import { Health } from './health/health.tsx';

const root = document.getElementById('root');
if (root) {
  const bridge: Bridge<FromHealthView> = connect(toHealthView, ({ view }) =>
    render(<Health view={view} post={bridge.post} />, root),
  );
  bridge.post({ type: 'ready' });
}
