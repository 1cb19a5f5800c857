/** How every dialog opens: without a style element of its own (the Content-Security-Policy allows none), quickly, and as wide as a phone. */
export const sheet = {
  lockScroll: false,
  centered: true,
  size: "30rem",
  transitionProps: { duration: 120, transition: "fade" },
} as const;
