import { Uri, window, workspace } from 'vscode';
import type { LedgerRow } from '../../storage/ledger/ledgerRow.ts';
import type { UsageBook } from '../../storage/ledger/usageBook.ts';

/** The columns of the CSV, as the README documents them. */
const columns = [
  'at',
  'feature',
  'provider',
  'model',
  'strategy',
  'input',
  'cached',
  'cacheWrite',
  'output',
  'reasoning',
  'origin',
  'price',
  'inputPrice',
  'cachedPrice',
  'cacheWritePrice',
  'outputPrice',
  'usd',
  'isEstimate',
  'saved',
  'firstMs',
  'totalMs',
  'outcome',
  'servedBy',
] as const;

/** Writes all rows where the user wants them, as CSV or JSON. */
export async function exportUsage(usage: UsageBook): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const uri = await window.showSaveDialog({
    title: 'Export usage',
    filters: { CSV: ['csv'], JSON: ['json'] },
    ...(folder && { defaultUri: Uri.joinPath(folder, 'parlance-usage.csv') }),
  });
  if (!uri) return;
  const rows = [...usage.rows()];
  const text = uri.path.endsWith('.json') ? `${JSON.stringify(rows, undefined, 2)}\n` : toCsv(rows);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  void window.showInformationMessage(`${rows.length} requests are exported.`);
}

/** Times as ISO 8601; an unknown cost is an empty cell. */
function toCsv(rows: readonly LedgerRow[]): string {
  const lines = rows.map((row) =>
    columns.map((column) => cell(column === 'at' ? new Date(row.at).toISOString() : row[column])).join(','),
  );
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** A cell that a spreadsheet would take for a formula is made text. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
