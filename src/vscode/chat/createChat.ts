import { EventEmitter } from 'vscode';
import type { ErrorAction } from '../../core/provider/describeError.ts';
import type { Latencies } from '../../core/provider/latencies.ts';
import type { CommandHandlers } from '../commands/registerCommands.ts';
import type { DisposableStore } from '../lifecycle.ts';
import type { ChatParts } from './chatParts.ts';
import { ChatRequests } from './chatRequests.ts';
import type { ChatServices } from './chatServices.ts';
import { ChatViews } from './chatViews.ts';
import { Chips } from './chips.ts';
import { CodeBlocks } from './codeBlocks.ts';
import type { ContextSource } from './context/contextSource.ts';
import { DiffSource } from './context/diffSource.ts';
import { SelectionSource, selectionId } from './context/editorSource.ts';
import { EditorsSource } from './context/editorsSource.ts';
import { FileSource, fileId } from './context/fileSource.ts';
import { ProblemsSource } from './context/problemsSource.ts';
import { SymbolSource } from './context/symbolSource.ts';
import { TerminalSource } from './context/terminalSource.ts';
import { LastEditor } from './lastEditor.ts';
import { OpenThreads } from './openThreads.ts';
import { PromptFiles } from './promptFiles.ts';
import { ProposedText } from './proposedText.ts';

export interface ChatFeature {
  readonly commands: CommandHandlers;
}

/** What the chat is built on, with what the engine does for it. */
export interface ChatBuild extends ChatParts {
  readonly latencies: Latencies;
  readonly act: (action: ErrorAction) => Promise<void>;
  readonly owner: DisposableStore;
}

/** Builds the chat: its view in the side bar, its editors, and its commands. */
export function createChat(build: ChatBuild): ChatFeature {
  const services = createServices(build, {
    openInEditor: (id) => views.openInEditor(id),
    runPrompt: async (name) => (await views.reveal())?.send(`/${name}`),
  });
  const views = build.owner.add(new ChatViews(services, build.extensionUri));
  const addHere = () => {
    const editor = services.lastEditor.current;
    if (editor) services.chips.add(editor.selection.isEmpty ? fileId(editor.document.uri) : selectionId(editor));
  };
  return {
    commands: {
      openChat: async () => void (await views.reveal()),
      newChat: async () => (await views.reveal())?.newChat(),
      exportChat: () => views.inView?.export(),
      openChatInEditor: async () => {
        const session = views.inView ?? (await views.reveal());
        if (session) await views.openInEditor(session.chatId);
      },
      addSelectionToChat: async () => {
        addHere();
        await views.reveal();
      },
      explainSelection: async () => {
        addHere();
        await (await views.reveal())?.send('/explain');
      },
    },
  };
}

function createServices(
  build: ChatBuild,
  {
    openInEditor,
    runPrompt,
  }: Pick<ChatServices, 'openInEditor'> & { readonly runPrompt: (name: string) => Promise<void> },
): ChatServices {
  const { owner, exclusions } = build;
  const lastEditor = owner.add(new LastEditor());
  const sources: readonly ContextSource[] = [
    new SelectionSource(lastEditor, exclusions),
    owner.add(new FileSource(exclusions, lastEditor)),
    new SymbolSource(exclusions, lastEditor),
    new EditorsSource(exclusions),
    new ProblemsSource(exclusions, lastEditor),
    new DiffSource(exclusions),
    new TerminalSource(),
  ];
  const requests = new ChatRequests(build);
  const threads = new OpenThreads(build, requests);
  owner.add({ dispose: () => threads.dispose() });
  const didChangePrompts = owner.add(new EventEmitter<void>());
  return {
    ...build,
    requests,
    threads,
    sources,
    lastEditor,
    openInEditor,
    prompts: owner.add(new PromptFiles(() => didChangePrompts.fire(), runPrompt)),
    onDidChangePrompts: didChangePrompts.event,
    chips: owner.add(new Chips(sources, lastEditor)),
    blocks: new CodeBlocks(lastEditor, owner.add(new ProposedText())),
  };
}
