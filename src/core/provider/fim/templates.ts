/** How one family of models is asked to fill in the middle, where the endpoint has no `suffix` of its own. */
export interface FimTemplate {
  /** Matches the model's name in any spelling. */
  readonly models: RegExp;
  readonly render: (prefix: string, suffix: string) => string;
  /** What ends the model's answer: at most three, so that one of the request's own has room among the four. */
  readonly stop: readonly string[];
}

/** From the model cards of each family. Its own tokens have to stand exactly so, blanks included. */
const templates: readonly FimTemplate[] = [
  {
    models: /qwen.*coder/i,
    render: (prefix, suffix) => `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`,
    stop: ['<|endoftext|>', '<|file_sep|>', '<|fim_pad|>'],
  },
  {
    models: /starcoder|granite.*code/i,
    render: (prefix, suffix) => `<fim_prefix>${prefix}<fim_suffix>${suffix}<fim_middle>`,
    stop: ['<|endoftext|>', '<file_sep>', '<fim_prefix>'],
  },
  {
    models: /code-?llama/i,
    render: (prefix, suffix) => `<PRE> ${prefix} <SUF>${suffix} <MID>`,
    stop: ['<EOT>', '</s>'],
  },
  {
    models: /deepseek/i,
    render: (prefix, suffix) => `<｜fim▁begin｜>${prefix}<｜fim▁hole｜>${suffix}<｜fim▁end｜>`,
    stop: ['<｜end▁of▁sentence｜>', '<｜fim▁begin｜>', '<|EOT|>'],
  },
  {
    models: /codestral/i,
    render: (prefix, suffix) => `[SUFFIX]${suffix}[PREFIX]${prefix}`,
    stop: ['</s>', '[PREFIX]', '[SUFFIX]'],
  },
  {
    models: /codegemma/i,
    render: (prefix, suffix) => `<|fim_prefix|>${prefix}<|fim_suffix|>${suffix}<|fim_middle|>`,
    stop: ['<|file_separator|>', '<end_of_turn>', '<eos>'],
  },
];

export function fimTemplateFor(modelId: string): FimTemplate | undefined {
  return templates.find(({ models }) => models.test(modelId));
}
