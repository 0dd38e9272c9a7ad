import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// The browser's own address stays in the Host header: the gateway takes calls of the same origin only.
const gateway = {
  target: `http://127.0.0.1:${process.env['RF_PORT_GATEWAY'] ?? '8080'}`,
  changeOrigin: false,
};

// The one address besides the gateway's from which the local realm lets people sign in.
const local = { host: '127.0.0.1', port: 5173, strictPort: true };

/** The app proper starts behind the sign-in; the browser may fetch it while that runs. */
function preloadApp(): Plugin {
  return {
    name: 'preload-app',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) => {
        for (const file of Object.values(bundle ?? {})) {
          if (file.type !== 'chunk' || file.facadeModuleId?.endsWith('/src/app/App.tsx') !== true) continue;
          return [file.fileName, ...file.imports].map((name) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', href: `/${name}`, crossorigin: true },
            injectTo: 'head' as const,
          }));
        }
        return [];
      },
    },
  };
}

// The gateway serves the built files under a policy of `default-src 'self'`: nothing may be inlined as a data URL
// or as an inline script.
export default defineConfig({
  plugins: [react(), preloadApp()],
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    sourcemap: false,
  },
  server: { ...local, proxy: { '/api': gateway, '/config.json': gateway } },
  preview: local,
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    testTimeout: 30_000,
    pool: 'threads',
    maxWorkers: 2,
  },
});
