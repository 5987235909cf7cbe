/** The theme's id, as VS Code writes it on the page. */
export function themeId(): string {
  return document.body.dataset['vscodeThemeId'] ?? '';
}

/** Calls `onChange` with the theme's id whenever the user takes another. */
export function watchTheme(onChange: (id: string) => void): void {
  let current = themeId();
  new MutationObserver(() => {
    const next = themeId();
    if (next === current) return;
    current = next;
    onChange(next);
  }).observe(document.body, { attributes: true, attributeFilter: ['data-vscode-theme-id'] });
}
