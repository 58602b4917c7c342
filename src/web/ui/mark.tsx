/** The door, ajar: our mark, in the colour of the place. */
export function Mark({ size = 26, className }: { size?: number; className?: string | undefined }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" className={className} aria-hidden="true">
      <path d="M0 9a9 9 0 0 1 9-9h8a9 9 0 0 1 9 9v14a3 3 0 0 1-3 3H3a3 3 0 0 1-3-3Z" fill="var(--brand)" />
      <circle cx="18.8" cy="14.6" r="1.6" fill="var(--brand-glint)" />
    </svg>
  );
}
