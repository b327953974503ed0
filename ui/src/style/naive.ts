// The component library in the desk's own measures and colours (see tokens.css).

import type { GlobalThemeOverrides } from 'naive-ui';

const shared = {
  fontFamily: 'var(--font)',
  fontFamilyMono: 'var(--font-mono)',
  fontSize: '16px',
  fontSizeSmall: '14px',
  fontSizeMedium: '16px',
  fontSizeLarge: '16px',
  borderRadius: '6px',
  borderRadiusSmall: '6px',
  heightMedium: '36px',
  cubicBezierEaseInOut: 'ease',
};

interface Palette {
  accent: string;
  strong: string;
  ink: string;
  soft: string;
  line: string;
  edge: string;
  surface: string;
  raised: string;
  hover: string;
  onAccent: string;
  red: string;
}

function overrides(c: Palette): GlobalThemeOverrides {
  return {
    common: {
      ...shared,
      primaryColor: c.accent,
      primaryColorHover: c.strong,
      primaryColorPressed: c.strong,
      primaryColorSuppl: c.accent,
      errorColor: c.red,
      textColorBase: c.ink,
      textColor1: c.ink,
      textColor2: c.ink,
      textColor3: c.soft,
      placeholderColor: c.soft,
      borderColor: c.edge,
      dividerColor: c.line,
      bodyColor: c.surface,
      cardColor: c.surface,
      popoverColor: c.raised,
      modalColor: c.raised,
      inputColor: c.surface,
      hoverColor: c.hover,
    },
    Button: {
      textColorPrimary: c.onAccent,
      textColorHoverPrimary: c.onAccent,
      textColorPressedPrimary: c.onAccent,
      textColorFocusPrimary: c.onAccent,
      textColorDisabledPrimary: c.onAccent,
      textColor: c.ink,
      border: `1px solid ${c.edge}`,
    },
    Tooltip: { color: c.raised, textColor: c.ink, borderRadius: '6px' },
  };
}

export const lightOverrides = overrides({
  accent: '#17599e',
  strong: '#0f4680',
  ink: '#17202b',
  soft: '#4f5c6b',
  line: '#d7dde4',
  edge: '#8391a2',
  surface: '#ffffff',
  raised: '#ffffff',
  hover: '#eef2f6',
  onAccent: '#ffffff',
  red: '#b0241c',
});

export const darkOverrides = overrides({
  accent: '#82b7f2',
  strong: '#a6ccf7',
  ink: '#e7ecf2',
  soft: '#a8b4c2',
  line: '#303b47',
  edge: '#76869a',
  surface: '#181f27',
  raised: '#1e2730',
  hover: '#232d38',
  onAccent: '#0d1a29',
  red: '#ff9a90',
});
