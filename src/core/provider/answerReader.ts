import { elements, field, stringField } from '../base/json.ts';
import { ParlanceError } from '../errors.ts';
import type { Chunk, Finish, Usage } from './chunk.ts';
import { ThinkSplitter } from './thinkSplitter.ts';
import { readUsage } from './usage.ts';

type Part = Extract<Chunk, { kind: 'text' | 'reasoning' }>;

/** Reads the events of one answer: text apart from reasoning, the way it ended, and the last usage it reported. */
export class AnswerReader {
  readonly #think = new ThinkSplitter();
  #finishReason: string | undefined;
  #usage: Usage | undefined;
  #events = 0;

  /** @param event one decoded event; its shape is the provider's word and is not trusted. */
  read(event: unknown): readonly Part[] {
    this.#events++;
    const usage = field(event, 'usage');
    if (usage !== undefined && usage !== null) this.#usage = readUsage(usage) ?? this.#usage;
    const choice = elements(field(event, 'choices'))?.[0];
    this.#finishReason = stringField(choice, 'finish_reason') ?? this.#finishReason;
    const delta = field(choice, 'delta');
    const reasoning = text(field(delta, 'reasoning_content')) || text(field(delta, 'reasoning'));
    const parts = this.#think.push(text(field(delta, 'content')) || text(field(choice, 'text')));
    return reasoning === '' ? parts : [{ kind: 'reasoning', text: reasoning }, ...parts];
  }

  /** What was held back, once nothing more comes. */
  rest(): readonly Part[] {
    return this.#think.finish();
  }

  get usage(): Usage | undefined {
    return this.#usage;
  }

  get hasEvents(): boolean {
    return this.#events > 0;
  }

  /** Undefined while the provider has not said how the answer ends: a stream that stops now was cut. */
  get finish(): Finish | undefined {
    switch (this.#finishReason) {
      case undefined:
        return undefined;
      case 'length':
      case 'max_tokens':
        return { kind: 'truncated', by: 'length' };
      case 'content_filter':
        return { kind: 'truncated', by: 'contentFilter' };
      case 'tool_calls':
      case 'function_call':
        return { kind: 'truncated', by: 'toolCalls' };
      case 'error':
        return { kind: 'failed', error: new ParlanceError('server', 'The provider broke the answer off.') };
      default:
        return { kind: 'complete' };
    }
  }
}

/** Content is a string, null, absent or, with some servers, a list of parts. */
function text(content: unknown): string {
  if (typeof content === 'string') return content;
  return (elements(content) ?? []).map((part) => text(field(part, 'text'))).join('');
}
