import type { SettingValues } from './profile.ts';

/** Nothing that moves, asks, phones home or offers itself: what is seen in tests and pictures is Parlance. */
export const quietSettings: SettingValues = {
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'window.confirmBeforeClose': 'never',
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'files.autoSave': 'off', // as on a desktop
  'editor.cursorBlinking': 'solid',
  'git.enabled': false,
};
