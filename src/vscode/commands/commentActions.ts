import { CodeAction, CodeActionKind, type CodeActionProvider, type Range, type TextDocument } from 'vscode';
import { findComment } from '../../core/generation/comment/findComment.ts';
import type { CommentSyntaxes } from '../commentSyntaxes.ts';

/** Beyond, a scan for comments at every move of the cursor would be felt. */
const largestScanned = 500_000;

/** Offers Generate from Comment in the light bulb of comments. */
export class CommentActions implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.RefactorRewrite];
  readonly #syntaxes: CommentSyntaxes;

  constructor(syntaxes: CommentSyntaxes) {
    this.#syntaxes = syntaxes;
  }

  async provideCodeActions(document: TextDocument, range: Range): Promise<CodeAction[]> {
    const text = document.getText();
    if (text.length > largestScanned || !range.isEmpty) return [];
    const found = findComment(text, document.offsetAt(range.start), await this.#syntaxes.of(document.languageId));
    if (found.kind !== 'found') return [];
    const action = new CodeAction('Generate from Comment', CodeActionKind.RefactorRewrite);
    action.command = { title: action.title, command: 'parlance.generateFromComment' };
    return [action];
  }
}
