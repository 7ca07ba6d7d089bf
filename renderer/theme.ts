import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep green-blue; shades 7 and 8 are dark enough for white text. */
const till: MantineColorsTuple = [
  '#e8f6f4',
  '#cfe9e5',
  '#a9d8d1',
  '#82c9bf',
  '#63bcb0',
  '#36988c',
  '#1f7d72',
  '#126a60',
  '#0b5850',
  '#07433d',
];

/** Colours and sizes for everything Mantine draws; `theme.css` holds the same for our own parts. */
export const theme = createTheme({
  colors: { till },
  primaryColor: 'till',
  primaryShade: { light: 8, dark: 7 },
  black: '#15201e',
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1rem', lg: '1.25rem', xl: '1.5rem' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    Modal: { defaultProps: { centered: true, radius: 'lg', size: 'lg' } },
  },
});

/** Mantine's own quiet, error and background colours are too weak or not ours: these reach 4.5:1 on both grounds. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#465552',
    '--mantine-color-placeholder': '#566561',
    '--mantine-color-error': '#a4161f',
  },
  dark: {
    '--mantine-color-body': '#19211f',
    '--mantine-color-text': '#edf3f0',
    '--mantine-color-dimmed': '#aebcb7',
    '--mantine-color-placeholder': '#a0afaa',
    '--mantine-color-error': '#ff9c9c',
    '--mantine-color-default': '#232d2a',
    '--mantine-color-default-hover': '#2e3a36',
    '--mantine-color-default-border': '#6b7b76',
  },
});
