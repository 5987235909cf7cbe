// A dropped Disposable leaks its registration for the life of the window; it is the field's commonest defect.
const makesDisposable =
  /^(on(Did|Will)[A-Z]|register[A-Z]|create(StatusBarItem|OutputChannel|FileSystemWatcher|TextEditorDecorationType|WebviewPanel|TreeView|QuickPick|InputBox))/;

const keepDisposables = {
  meta: { type: 'problem', messages: { dropped: 'Keep the Disposable that {{name}}() returns.' } },
  create: (context) => ({
    'ExpressionStatement > CallExpression'(node) {
      const name = node.callee.property?.name ?? node.callee.name;
      // With three arguments the third is the array that keeps the Disposable.
      if (name && makesDisposable.test(name) && node.arguments.length < 3) {
        context.report({ node, messageId: 'dropped', data: { name } });
      }
    },
  }),
};

export default { meta: { name: 'local' }, rules: { 'keep-disposables': keepDisposables } };
