// The patterns of vendors' keys: 84 KB that nothing needs before the first request.
export { lintSource } from '@secretlint/core';
export { rules as recommendedRules } from '@secretlint/secretlint-rule-preset-recommend';
// Measures every rule on every call and keeps the figures for ever, unless it is switched off.
export { secretLintProfiler } from '@secretlint/profiler';
