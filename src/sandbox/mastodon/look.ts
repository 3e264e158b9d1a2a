import type { Look } from '../network.ts';

/** Lilac panels and a violet. */
export const look: Look = {
  title: 'Mastodon',
  light: {
    accent: '#563acc',
    page: '#efeefb',
    panel: '#ffffff',
    ink: '#17162b',
    soft: '#5b5878',
    line: '#e3e1f4',
    hover: '#f8f7ff',
  },
  dark: {
    accent: '#a5a2ff',
    page: '#13131f',
    panel: '#1b1b2b',
    ink: '#f2f1fb',
    soft: '#a9a6c6',
    line: '#2f2e48',
    hover: '#212135',
  },
  font: 'Roboto, "Segoe UI", system-ui, -apple-system, sans-serif',
  avatarRadius: '10px',
  columnRadius: '14px',
  sign: '<path fill="currentColor" d="M4 5.500A2.500 2.500 0 0 1 6.500 3h11A2.500 2.500 0 0 1 20 5.500v8a2.500 2.500 0 0 1-2.500 2.500H12l-4.600 4.100c-.5.450-1.400.1-1.400-.6V16A2.500 2.500 0 0 1 4 13.500Z"/>',
};
