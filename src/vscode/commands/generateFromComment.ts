import { EndOfLine, window, type Memento, type TextEditor } from 'vscode';
import { formatAsComment } from '../../core/generation/comment/formatAsComment.ts';
import { findComment } from '../../core/generation/comment/findComment.ts';
import {
  planAtCursor,
  planPlacement,
  withComment,
  type PlacementScene,
} from '../../core/generation/placement/planPlacement.ts';
import type { CommentSyntaxes } from '../commentSyntaxes.ts';
import type { Generator } from '../review/generator.ts';
import { askInstruction } from './askInstruction.ts';

export interface GenerateFromCommentParts {
  readonly syntaxes: CommentSyntaxes;
  readonly generator: Generator;
  readonly memory: Memento;
}

/** The comment at the cursor becomes code below it; where there is none, the user is asked what to generate. */
export async function generateFromComment({ syntaxes, generator, memory }: GenerateFromCommentParts): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) {
    void window.showInformationMessage('Open a file and put the cursor in a comment first.');
    return;
  }
  const scene = await sceneOf(editor, syntaxes);
  const found = findComment(scene.text, scene.cursor, scene.syntax);
  if (found.kind === 'empty') {
    void window.showInformationMessage('This comment is empty. Write in it what the code should do.');
    return;
  }
  if (found.kind === 'found') {
    const { instruction } = found.comment;
    await generator.generate({
      document: editor.document,
      instruction,
      placement: planPlacement(scene, found.comment),
    });
    return;
  }
  const asked = await askInstruction(memory);
  if (!asked) return;
  const placement = planAtCursor(scene);
  const comment = asked.asComment ? formatAsComment(asked.text, scene.syntax) : [];
  await generator.generate({
    document: editor.document,
    instruction: asked.text,
    placement: withComment(placement, comment),
  });
}

async function sceneOf(
  { document, selection, options }: TextEditor,
  syntaxes: CommentSyntaxes,
): Promise<PlacementScene> {
  const tabWidth = typeof options.tabSize === 'number' ? options.tabSize : 4;
  return {
    text: document.getText(),
    languageId: document.languageId,
    syntax: await syntaxes.of(document.languageId),
    cursor: document.offsetAt(selection.active),
    unit: options.insertSpaces === false ? '\t' : ' '.repeat(tabWidth),
    tabWidth,
    eol: document.eol === EndOfLine.CRLF ? '\r\n' : '\n',
  };
}
