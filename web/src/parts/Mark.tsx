/** The sign of the house: a punch card. */
export function Mark({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect x="2" y="5" width="28" height="22" rx="5" fill="#1f6f63" />
      <g fill="#f6efe2">
        <circle cx="9.5" cy="12.5" r="2.9" />
        <circle cx="16" cy="12.5" r="2.9" />
      </g>
      <g fill="none" stroke="#f6efe2" strokeWidth="1.6">
        <circle cx="22.5" cy="12.5" r="2.3" />
        <circle cx="9.5" cy="20" r="2.3" />
        <circle cx="16" cy="20" r="2.3" />
        <circle cx="22.5" cy="20" r="2.3" />
      </g>
    </svg>
  );
}
