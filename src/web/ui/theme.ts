import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

const ten = (colour: (index: number) => string): MantineColorsTuple =>
  Array.from({ length: 10 }, (_, index) => colour(index)) as unknown as MantineColorsTuple;

/** Families that speak: their colours are the tokens, so one name is right in both schemes. */
const families = {
  brand: {
    fill: 'var(--brand)',
    hover: 'var(--brand-hover)',
    on: 'var(--brand-on)',
    text: 'var(--brand-text)',
    soft: 'var(--brand-soft)',
  },
  red: { fill: 'var(--red)', hover: 'var(--red-hover)', on: 'var(--card)', text: 'var(--red)', soft: 'var(--red-soft)' },
  orange: { fill: 'var(--amber)', hover: 'var(--amber)', on: 'var(--card)', text: 'var(--amber)', soft: 'var(--amber-soft)' },
  yellow: { fill: 'var(--amber)', hover: 'var(--amber)', on: 'var(--card)', text: 'var(--amber)', soft: 'var(--amber-soft)' },
  green: { fill: 'var(--good)', hover: 'var(--good)', on: 'var(--card)', text: 'var(--good)', soft: 'var(--good-soft)' },
  teal: { fill: 'var(--good)', hover: 'var(--good)', on: 'var(--card)', text: 'var(--good)', soft: 'var(--good-soft)' },
  gray: { fill: 'var(--dim)', hover: 'var(--ink)', on: 'var(--card)', text: 'var(--dim)', soft: 'var(--sunk)' },
} as const;
type Family = keyof typeof families;
const isFamily = (name: string): name is Family => Object.hasOwn(families, name);

const variantColorResolver: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  const name = input.color ?? input.theme.primaryColor;
  return input.variant === 'filled' && isFamily(name) ? { ...resolved, color: families[name].on } : resolved;
};

const px = (n: number): string => `${n / 16}rem`;

export const theme = createTheme({
  primaryColor: 'brand',
  colors: {
    brand: ten((i) => (i < 3 ? 'var(--brand-soft)' : 'var(--brand)')),
    gray: ['#faf9f5', '#f4f2ec', '#edeae2', '#e8e4da', '#d6d0c2', '#a49e90', '#767a73', '#5a645f', '#3b4541', '#1b2421'],
    dark: ['#e9edea', '#c5cec9', '#9da9a3', '#7b8781', '#2a332f', '#232b27', '#1a211e', '#121715', '#0e1210', '#0a0d0c'],
  },
  white: '#ffffff',
  black: '#1b2421',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--serif)', fontWeight: '600', textWrap: 'balance' },
  fontSizes: { xs: px(12), sm: px(14), md: px(14), lg: px(16), xl: px(20) },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  radius: { xs: px(4), sm: px(6), md: px(9), lg: px(14), xl: px(20) },
  defaultRadius: 'md',
  shadows: { xs: 'none', sm: 'none', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
    Menu: {
      defaultProps: {
        shadow: 'md',
        radius: 'md',
        transitionProps: { duration: 100, transition: 'fade' },
        // An empty element inside a menu is none of its items, for those who hear it.
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { shadow: 'md', radius: 'md', transitionProps: { duration: 100, transition: 'fade' } } },
    Tooltip: { defaultProps: { openDelay: 250, events: { hover: true, focus: true, touch: true }, multiline: true, maw: 320 } },
    Modal: {
      defaultProps: {
        // a dialog's head is no banner of the page
        attributes: { header: { role: 'presentation' } },
        radius: 'lg',
        centered: true,
        shadow: 'md',
        transitionProps: { duration: 120, transition: 'fade' },
        overlayProps: { color: 'var(--veil)', backgroundOpacity: 1 },
      },
    },
    Drawer: {
      defaultProps: {
        attributes: { header: { role: 'presentation' } },
        transitionProps: { duration: 140 },
        overlayProps: { color: 'var(--veil)', backgroundOpacity: 1 },
      },
    },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Anchor: { defaultProps: { underline: 'not-hover' } },
    Select: { defaultProps: { checkIconPosition: 'right', withAlignedLabels: true } },
  },
});

function familyVariables(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(families).flatMap(([name, { fill, hover, text, soft }]) => [
      [`--mantine-color-${name}-filled`, fill],
      [`--mantine-color-${name}-filled-hover`, hover],
      [`--mantine-color-${name}-text`, text],
      [`--mantine-color-${name}-light`, soft],
      [`--mantine-color-${name}-light-hover`, soft],
      [`--mantine-color-${name}-light-color`, text],
      [`--mantine-color-${name}-outline`, text],
      [`--mantine-color-${name}-outline-hover`, soft],
    ]),
  );
}

/** Mantine's own variables, pointed at our tokens: the same in both schemes, because the tokens differ. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const both = {
    ...familyVariables(),
    '--mantine-primary-color-contrast': 'var(--brand-on)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-error': 'var(--red)',
    '--mantine-color-success': 'var(--good)',
    '--mantine-color-placeholder': 'var(--dim)',
    '--mantine-color-anchor': 'var(--brand-text)',
    '--mantine-color-default': 'var(--card)',
    '--mantine-color-default-hover': 'var(--sunk)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-dimmed': 'var(--dim)',
    '--mantine-color-disabled': 'var(--sunk)',
    '--mantine-color-disabled-color': 'var(--dim)',
    '--mantine-color-disabled-border': 'var(--line)',
  };
  return { variables: {}, light: both, dark: both };
};
