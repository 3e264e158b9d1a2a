import type { Look } from '../network.ts';

/** A sandy page, white panels and a deep blue. */
export const look: Look = {
  title: 'LinkedIn',
  light: {
    accent: '#0a66c2',
    page: '#f4f2ee',
    panel: '#ffffff',
    ink: '#191919',
    soft: '#5e5e5e',
    line: '#dfdeda',
    hover: '#f7f6f3',
  },
  dark: {
    accent: '#71b7fb',
    page: '#000000',
    panel: '#1b1f23',
    ink: '#f1f1f1',
    soft: '#a8abae',
    line: '#38434f',
    hover: '#22272c',
  },
  font: '-apple-system, system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  avatarRadius: '50%',
  columnRadius: '8px',
  sign: '<path fill="currentColor" d="M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Zm1.500 7v7.500H9V10Zm1.250-4A1.450 1.450 0 1 0 7.750 8.900 1.450 1.450 0 0 0 7.750 6ZM10.800 10v7.500h2.500v-4c0-1.100.400-1.800 1.400-1.800s1.300.800 1.300 1.900v3.900h2.500v-4.500c0-2.100-1-3.200-2.700-3.200-1.300 0-2 .700-2.500 1.400V10Z"/>',
};

/** The same house, in the slate of its pages. */
export const pageLook: Look = {
  ...look,
  title: 'LinkedIn Pages',
  light: { ...look.light, accent: '#38434f', page: '#e9e5df' },
  dark: { ...look.dark, accent: '#c7d1db' },
  avatarRadius: '4px',
};
