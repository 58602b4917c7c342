import { type ReactNode, useEffect, useRef } from 'react';

interface FormProps {
  onSubmit: () => void;
  /** Why it was not taken: the first field marked as wrong then gets the focus, also where it is scrolled or folded away. */
  error?: unknown;
  className?: string | undefined;
  lang?: string;
  children: ReactNode;
}

/** Fields that are sent together, and judged in our own words instead of the browser's. */
export function Form({ onSubmit, error, className, lang, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error == null) return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    wrong?.closest('details')?.setAttribute('open', '');
    wrong?.focus();
  }, [error]);
  return (
    <form
      ref={form}
      className={className}
      lang={lang}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog opened from a form stands inside it for React, though not on the page.
        event.stopPropagation();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
