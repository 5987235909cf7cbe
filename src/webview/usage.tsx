import './base.css';
import './parts/report.css';
import { render } from 'preact';
import { toUsageView, type FromUsageView } from '../protocol/usageMessages.ts';
import { connect, type Bridge } from './bridge.ts';
import { Dashboard } from './usage/dashboard.tsx';

const root = document.getElementById('root');
if (root) {
  const bridge: Bridge<FromUsageView> = connect(toUsageView, ({ view }) =>
    render(<Dashboard view={view} post={bridge.post} />, root),
  );
  bridge.post({ type: 'ready' });
}
