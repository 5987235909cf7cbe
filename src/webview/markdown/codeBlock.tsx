import { Component } from 'preact';
import type { CodeAction } from '../../protocol/chatMessages.ts';
import { parseCodeInfo } from '../../protocol/codeInfo.ts';
import { Icon } from '../parts/icon.tsx';
import { Toolbar, type ToolbarItem } from '../parts/toolbar.tsx';
import { CodeText } from './codeText.tsx';

export type CodeHandler = (action: CodeAction, code: string, info: string) => void;

interface Properties {
  readonly code: string;
  readonly info: string;
  /** Text still streams into it: nothing can be done with it yet. */
  readonly isOpen: boolean;
  readonly onCode: CodeHandler;
}

const codeTools: readonly (ToolbarItem & { readonly id: CodeAction })[] = [
  { id: 'copy', label: 'Copy', icon: 'copy' },
  { id: 'insert', label: 'Insert at cursor', icon: 'insert' },
  { id: 'replace', label: 'Replace selection', icon: 'replace' },
  { id: 'newFile', label: 'New file', icon: 'newFile' },
  { id: 'apply', label: 'Apply to the file…', icon: 'apply' },
];

export class CodeBlock extends Component<Properties, { readonly isCopied: boolean }> {
  override state = { isCopied: false };

  override shouldComponentUpdate(next: Properties, state: { isCopied: boolean }): boolean {
    const { code, info, isOpen } = this.props;
    return next.code !== code || next.info !== info || next.isOpen !== isOpen || state.isCopied !== this.state.isCopied;
  }

  override render({ code, info, isOpen }: Properties, { isCopied }: { isCopied: boolean }) {
    const { language, path } = parseCodeInfo(info);
    const name = path ?? (language === '' ? 'text' : language);
    const tools = codeTools.map((tool) =>
      tool.id === 'copy' && isCopied ? { ...tool, icon: 'apply' as const, label: 'Copied' } : tool,
    );
    return (
      <div class="code-block" role="group" aria-label={`Code, ${name}`} dir="ltr">
        <div class="code-head">
          <span class="code-name" title={path ?? language}>
            {path !== undefined && <Icon name="file" />}
            {name}
          </span>
          <Toolbar label={`Code, ${name}`} items={tools} isDisabled={isOpen} onPick={this.#pick} />
        </div>
        <pre tabIndex={0} aria-label={`Code, ${name}`}>
          <CodeText code={code} language={language} />
        </pre>
      </div>
    );
  }

  readonly #pick = (id: string): void => {
    const tool = codeTools.find((candidate) => candidate.id === id);
    if (!tool) return;
    this.props.onCode(tool.id, this.props.code, this.props.info);
    if (tool.id !== 'copy') return;
    this.setState({ isCopied: true });
    setTimeout(() => this.setState({ isCopied: false }), 1500);
  };
}
