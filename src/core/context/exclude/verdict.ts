/** Whether a file may be sent, and what says that it may not. */
export type Verdict =
  | { readonly kind: 'allowed' }
  /** `by` names the file or setting that holds `rule`, or `secret files` for our own list. */
  | { readonly kind: 'excluded'; readonly by: string; readonly rule: string }
  | { readonly kind: 'binary' }
  | { readonly kind: 'huge' };
