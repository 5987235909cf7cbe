import addMarkup from '@vscode/codicons/src/icons/add.svg';
import arrowDownMarkup from '@vscode/codicons/src/icons/arrow-down.svg';
import applyMarkup from '@vscode/codicons/src/icons/check.svg';
import chevronDownMarkup from '@vscode/codicons/src/icons/chevron-down.svg';
import branchLeftMarkup from '@vscode/codicons/src/icons/chevron-left.svg';
import branchRightMarkup from '@vscode/codicons/src/icons/chevron-right.svg';
import closeMarkup from '@vscode/codicons/src/icons/close.svg';
import copyMarkup from '@vscode/codicons/src/icons/copy.svg';
import stopMarkup from '@vscode/codicons/src/icons/debug-stop.svg';
import diffMarkup from '@vscode/codicons/src/icons/diff.svg';
import editMarkup from '@vscode/codicons/src/icons/edit.svg';
import errorMarkup from '@vscode/codicons/src/icons/error.svg';
import exportMarkup from '@vscode/codicons/src/icons/export.svg';
import fileMarkup from '@vscode/codicons/src/icons/file.svg';
import editorsMarkup from '@vscode/codicons/src/icons/files.svg';
import folderMarkup from '@vscode/codicons/src/icons/folder.svg';
import historyMarkup from '@vscode/codicons/src/icons/history.svg';
import noteMarkup from '@vscode/codicons/src/icons/info.svg';
import insertMarkup from '@vscode/codicons/src/icons/insert.svg';
import selectionMarkup from '@vscode/codicons/src/icons/list-selection.svg';
import loadingMarkup from '@vscode/codicons/src/icons/loading.svg';
import mentionMarkup from '@vscode/codicons/src/icons/mention.svg';
import newFileMarkup from '@vscode/codicons/src/icons/new-file.svg';
import openInEditorMarkup from '@vscode/codicons/src/icons/open-in-window.svg';
import refreshMarkup from '@vscode/codicons/src/icons/refresh.svg';
import replaceMarkup from '@vscode/codicons/src/icons/replace.svg';
import sendMarkup from '@vscode/codicons/src/icons/send.svg';
import sparkleMarkup from '@vscode/codicons/src/icons/sparkle.svg';
import symbolMarkup from '@vscode/codicons/src/icons/symbol-method.svg';
import terminalMarkup from '@vscode/codicons/src/icons/terminal.svg';
import deleteMarkup from '@vscode/codicons/src/icons/trash.svg';
import problemsMarkup from '@vscode/codicons/src/icons/warning.svg';

const icons = {
  add: addMarkup,
  apply: applyMarkup,
  arrowDown: arrowDownMarkup,
  branchLeft: branchLeftMarkup,
  branchRight: branchRightMarkup,
  chevronDown: chevronDownMarkup,
  close: closeMarkup,
  copy: copyMarkup,
  delete: deleteMarkup,
  diff: diffMarkup,
  edit: editMarkup,
  editors: editorsMarkup,
  error: errorMarkup,
  export: exportMarkup,
  file: fileMarkup,
  folder: folderMarkup,
  history: historyMarkup,
  insert: insertMarkup,
  loading: loadingMarkup,
  mention: mentionMarkup,
  newFile: newFileMarkup,
  note: noteMarkup,
  openInEditor: openInEditorMarkup,
  problems: problemsMarkup,
  refresh: refreshMarkup,
  replace: replaceMarkup,
  selection: selectionMarkup,
  send: sendMarkup,
  sparkle: sparkleMarkup,
  stop: stopMarkup,
  symbol: symbolMarkup,
  terminal: terminalMarkup,
  warning: problemsMarkup,
};

export type IconName = keyof typeof icons;

/** A codicon, drawn in the colour of the text around it. What it means is said by the control that holds it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
      {pathsOf(name).map((path) => (
        <path fill-rule="evenodd" clip-rule="evenodd" d={path} />
      ))}
    </svg>
  );
}

const paths = new Map<IconName, readonly string[]>();

function pathsOf(name: IconName): readonly string[] {
  const known = paths.get(name);
  if (known) return known;
  const found = [...icons[name].matchAll(/ d="([^"]+)"/g)].map(([, path]) => path ?? '');
  paths.set(name, found);
  return found;
}
