import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Connect, defineConfig, type Plugin } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const api = process.env.WELKOM_API ?? `http://127.0.0.1:${process.env.PORT ?? '3000'}`;

/** Paths that belong to the small entry (the server knows the same list). */
export const entryPaths = /^\/(login|activate|reset|confirm|setup|forgot|stop)(\/|$|\?)/;

const toDocument: Connect.NextHandleFunction = (request, _response, next) => {
  const wantsPage = request.headers.accept?.includes('text/html') ?? false;
  if (wantsPage && request.url !== undefined) {
    request.url = entryPaths.test(request.url) ? '/entry/index.html' : '/index.html';
  }
  next();
};

/** The development server answers every page address with the right one of the two documents. */
function twoDocuments(): Plugin {
  return {
    name: 'two-documents',
    configureServer: (server) => void server.middlewares.use(toDocument),
    configurePreviewServer: (server) => void server.middlewares.use(toDocument),
  };
}

export default defineConfig({
  root: at('./src/web'),
  publicDir: at('./src/web/public'),
  plugins: [twoDocuments(), react()],
  resolve: { dedupe: ['react', 'react-dom'] },
  css: { postcss: { plugins: [] } },
  build: {
    outDir: at('./dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { main: at('./src/web/index.html'), entry: at('./src/web/entry/index.html') },
      output: {
        // A few chunks instead of dozens: what both documents need, what the admin side needs, and each page on its own.
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules\/(react|react-dom|scheduler|use-intl|intl-messageformat|@formatjs|@schummar)\//,
              priority: 30,
            },
            {
              name: 'parts',
              test: /node_modules\/(@mantine\/(core|hooks)|@floating-ui|@tanstack|react-remove-scroll|react-number-format|react-textarea-autosize|@tabler|zod)\//,
              priority: 20,
              minShareCount: 2,
            },
            {
              name: 'shared',
              test: /src\/(web\/(ui\/(brand|colour|fonts|tokens)|api-problem)|kernel\/)/,
              priority: 15,
              minShareCount: 2,
            },
            { name: 'ui', test: /src\/web\/(ui|[^/]+\.tsx?$)/, priority: 10, minShareCount: 3 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: Number(process.env.WELKOM_WEB_PORT ?? 5173),
    fs: { allow: [at('.')] },
    proxy: { '^/(api|scim|o|healthz|readyz|metrics)(/|$)': { target: api } },
  },
});
