import type { Look } from '../network.ts';

/** White cards on light grey, and near black. */
export const look: Look = {
  title: 'Threads',
  light: {
    accent: '#0f5fc2',
    page: '#fafafa',
    panel: '#ffffff',
    ink: '#0a0a0a',
    soft: '#6b6b6b',
    line: '#e6e6e6',
    hover: '#f6f6f6',
  },
  dark: {
    accent: '#7db4ff',
    page: '#0a0a0a',
    panel: '#181818',
    ink: '#f3f5f7',
    soft: '#a3a3a3',
    line: '#2d2d2d',
    hover: '#1f1f1f',
  },
  font: '-apple-system, "Segoe UI", Roboto, Helvetica, Arial, system-ui, sans-serif',
  avatarRadius: '50%',
  columnRadius: '20px',
  sign: '<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M18.500 9.500C17.800 5.700 15.600 4 12 4c-5 0-7 3.300-7 8s2 8 7 8c4 0 6.500-2 6.500-4.700 0-3-2.700-4.300-6-4.300-2.300 0-3.700 1-3.700 2.700s1.400 2.600 3.200 2.600c2.300 0 3.500-1.500 3.500-4.300 0-2.400-1-3.900-3.300-3.900-1.300 0-2.300.5-2.900 1.500"/>',
};
