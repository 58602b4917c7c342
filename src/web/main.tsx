import './ui/layers.css';
import '@mantine/core/styles.layer.css';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api.ts';
import { router } from './routes.tsx';
import { SessionGate } from './session.tsx';
import { cssVariablesResolver, theme } from './ui/theme.ts';
import { Toasts } from './ui/toasts.tsx';
import { Words } from './words.tsx';

const scheme = localStorageColorSchemeManager({ key: 'welkom.scheme' });
const root = document.getElementById('root');
if (root === null) throw new Error('no #root in the page');

const open = import.meta.env.DEV && location.pathname.startsWith('/dev/');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={scheme}
        defaultColorScheme="auto"
      >
        <Words>
          {open ? (
            <RouterProvider router={router} />
          ) : (
            <SessionGate>
              <RouterProvider router={router} />
            </SessionGate>
          )}
          <Toasts />
        </Words>
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
