import { useEffect, useState } from 'react';

/** True once `waiting` has lasted `delay` milliseconds: what comes quickly needs no skeleton. */
export function useLate(waiting: boolean, delay: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), delay);
    return () => clearTimeout(timer);
  }, [waiting, delay]);
  return late;
}
