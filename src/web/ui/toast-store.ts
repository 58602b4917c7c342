export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'red';
  /** milliseconds; the clock stands while the toast is looked at */
  life: number;
  undo?: () => void;
}

let toasts: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();
const tell = (next: readonly Toast[]): void => {
  toasts = next;
  for (const listener of listeners) listener();
};

/** At most three at a time: the oldest gives way. */
export function addToast(toast: Omit<Toast, 'id'>): void {
  count += 1;
  tell([...toasts, { ...toast, id: count }].slice(-3));
}
export function dismissToast(id: number): void {
  tell(toasts.filter((toast) => toast.id !== id));
}
export const shownToasts = (): readonly Toast[] => toasts;
export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
