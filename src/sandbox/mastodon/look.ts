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
    line: '#dcdaf0',
    hover: '#f8f7ff',
    corner: '10px',
    font: 'Roboto, "Segoe UI", system-ui, -apple-system, sans-serif',
  },
  dark: {
    accent: '#a5a2ff',
    page: '#13131f',
    panel: '#1b1b2b',
    ink: '#f2f1fb',
    soft: '#a9a6c6',
    line: '#2f2e48',
    hover: '#212135',
    corner: '10px',
    font: 'Roboto, "Segoe UI", system-ui, -apple-system, sans-serif',
  },
  sign: '<path fill="currentColor" d="M12 2.500c5 0 8.500 1.900 8.500 6.500v3.500c0 4.200-2.600 5.500-6.500 5.700-1.200.1-2.500.2-3.700-.2.4 1.600 3 1.900 5.700 1.300v1.700c-5.700 1.500-12.500.4-12.500-8.500V9C3.500 4.400 7 2.500 12 2.500Z"/>',
};
