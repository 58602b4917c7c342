import { useCallback, useEffect, useRef, useState } from 'react';

/** Whether the table in a frame is wider than the frame; looked at anew whenever either changes its size. */
export function useTooWide(): [(frame: HTMLElement | null) => void, boolean] {
  const [wide, setWide] = useState(false);
  const watch = useRef<ResizeObserver | null>(null);
  useEffect(() => () => watch.current?.disconnect(), []);
  const frame = useCallback((element: HTMLElement | null): void => {
    watch.current?.disconnect();
    const table = element?.querySelector('table');
    if (!element || !table) return;
    const look = (): void => setWide(table.offsetWidth > element.clientWidth + 1);
    watch.current = new ResizeObserver(look);
    watch.current.observe(element);
    watch.current.observe(table);
  }, []);
  return [frame, wide];
}
