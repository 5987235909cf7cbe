import { parse } from 'jsonc-parser';
import { Uri, extensions, workspace } from 'vscode';
import { elements, field, stringField } from '../core/base/json.ts';
import {
  builtInSyntax,
  syntaxFromConfiguration,
  type CommentSyntax,
} from '../core/generation/comment/commentSyntax.ts';

interface LanguageContribution {
  readonly id: string | undefined;
  readonly configuration: string | undefined;
}

/** How each language writes comments, from the language configurations of the installed extensions. */
export class CommentSyntaxes {
  readonly #known = new Map<string, Promise<CommentSyntax>>();

  of(languageId: string): Promise<CommentSyntax> {
    let syntax = this.#known.get(languageId);
    if (!syntax) {
      syntax = readSyntax(languageId);
      this.#known.set(languageId, syntax);
    }
    return syntax;
  }
}

/** VS Code does not hand out language configurations, but the extensions that bring them can be read. */
async function readSyntax(languageId: string): Promise<CommentSyntax> {
  const builtIn = builtInSyntax(languageId);
  for (const { extensionUri, packageJSON } of extensions.all) {
    for (const { id, configuration } of languagesOf(packageJSON)) {
      if (id !== languageId || configuration === undefined) continue;
      const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, configuration));
      const parsed: unknown = parse(new TextDecoder().decode(bytes));
      return syntaxFromConfiguration(languageId, parsed) ?? builtIn;
    }
  }
  return builtIn;
}

function languagesOf(manifest: unknown): readonly LanguageContribution[] {
  return (elements(field(field(manifest, 'contributes'), 'languages')) ?? []).map((language) => ({
    id: stringField(language, 'id'),
    configuration: stringField(language, 'configuration'),
  }));
}
