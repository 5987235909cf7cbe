/** What the tests may ask of the probe: name → arguments and answer. Plain data, for it travels as JSON. */
export interface Questions {
  /** Opens a file and puts the cursor there, zero-based. */
  open: { ask: { path: string; line: number; character: number }; answer: undefined };
  /** The text of an open document, byte for byte; `undefined` while none of that path is open. */
  text: { ask: { path: string }; answer: string | undefined };
  /** Where the active text editor is and what it selects. */
  activeEditor: { ask: Nothing; answer: ActiveEditor | undefined };
  /** Runs a command as code would, for steps that are not what a test is about. */
  command: { ask: { id: string; args: readonly unknown[] }; answer: unknown };
  /** Closes all editors and forgets what was not saved. */
  revertAndCloseAll: { ask: Nothing; answer: undefined };
  isActive: { ask: { extension: string }; answer: boolean };
  /** Writes a setting where a user would: in the user's settings. */
  setting: { ask: { key: string; value: unknown }; answer: undefined };
  diagnostics: { ask: { path: string }; answer: readonly string[] };
}

export interface ActiveEditor {
  readonly path: string;
  readonly languageId: string;
  readonly isDirty: boolean;
  /** Zero-based. */
  readonly line: number;
  readonly character: number;
  readonly selectedText: string;
}

type Nothing = Readonly<Record<string, never>>;

export type Question = keyof Questions;
