// How it looks: paper, ink, a quiet green, and the red of a stamp.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const jade: MantineColorsTuple = [
  "#eaf5f2", "#d6e9e4", "#aed3ca", "#82bcaf", "#5fa899", "#469b8b", "#2b8676", "#1f6f63", "#195a50", "#10443c",
];
const stamp: MantineColorsTuple = [
  "#fdf0ec", "#f8ded6", "#efbaac", "#e69480", "#dd735a", "#d25b40", "#bd4a30", "#a23c25", "#80301e", "#5f2416",
];
const amber: MantineColorsTuple = [
  "#fdf6e3", "#f8eac2", "#f0d48a", "#e6bc52", "#dca72b", "#c58f14", "#a5740b", "#855b08", "#664607", "#483205",
];

export const theme = createTheme({
  colors: { jade, stamp, amber },
  primaryColor: "jade",
  primaryShade: 7,
  autoContrast: true,
  luminanceThreshold: 0.36,
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily:
    '"Inter", "Noto Sans", system-ui, -apple-system, "Segoe UI", "Noto Sans Thai", "Thonburi", "Leelawadee UI", "PingFang TC", "Noto Sans CJK TC", "Noto Sans TC", "Microsoft JhengHei", sans-serif',
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "1.55rem" }, h2: { fontSize: "1.15rem" }, h3: { fontSize: "1rem" } } },
});

/** Colours that Mantine has no name for, and the surfaces. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#f7f4ee",
    "--mantine-color-text": "#22302e",
    "--mantine-color-dimmed": "#5c6864",
    "--mantine-color-default-border": "#d9d3c6",
    "--mantine-color-gray-1": "#f1ece2",
    "--mantine-color-gray-2": "#e4ded1",
    "--mantine-color-placeholder": "#6d7773",
    "--mantine-color-anchor": "#195a50",
    "--mantine-color-error": "#a23c25",
    "--surface": "#fffdf9",
    "--surface-sunk": "#f1ece2",
    "--line": "#e4ded1",
    "--accent": "#1f6f63",
    "--accent-soft": "#e3efeb",
    "--accent-ink": "#174f47",
    "--stamp": "#ad412a",
    "--stamp-soft": "#fbebe5",
    "--warn": "#7d5506",
    "--warn-soft": "#fbf1d6",
    "--hole": "#cfc7b6",
  },
  dark: {
    "--mantine-color-body": "#141a19",
    "--mantine-color-text": "#e4e7e3",
    "--mantine-color-dimmed": "#a0aba6",
    "--mantine-color-dark-5": "#28312f",
    "--mantine-color-dark-6": "#1f2726",
    "--mantine-color-default": "#1f2726",
    "--mantine-color-default-hover": "#28312f",
    "--mantine-color-default-border": "#3a4644",
    "--mantine-color-placeholder": "#929d98",
    "--mantine-color-anchor": "#82bcaf",
    "--mantine-color-error": "#ee9a84",
    "--surface": "#1c2322",
    "--surface-sunk": "#171d1c",
    "--line": "#2e3836",
    "--accent": "#5fae9f",
    "--accent-soft": "#1d3632",
    "--accent-ink": "#a6d5ca",
    "--stamp": "#ee8f77",
    "--stamp-soft": "#3a211b",
    "--warn": "#e6bc52",
    "--warn-soft": "#362b12",
    "--hole": "#4a5653",
  },
});
