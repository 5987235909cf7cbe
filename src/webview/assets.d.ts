/** The build inlines an icon as its text (esbuild.mjs). */
declare module '*.svg' {
  const markup: string;
  export = markup;
}
declare module '*.css';
