import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** What a browser must load before it shows anything, gzipped. */
const MOST_INITIAL_BYTES = 300 * 1024;

/** Fails the build when the JavaScript of the first page grows over its limit. */
function initialSize(): Plugin {
  return {
    name: 'initial-size',
    generateBundle(_, bundle) {
      const initial = new Set<string>();
      const visit = (name: string) => {
        const chunk = bundle[name];
        if (chunk?.type !== 'chunk' || initial.has(name)) {
          return;
        }
        initial.add(name);
        chunk.imports.forEach(visit);
      };
      Object.values(bundle).forEach((chunk) => {
        if (chunk.type === 'chunk' && chunk.isEntry) {
          visit(chunk.fileName);
        }
      });
      let bytes = 0;
      for (const name of initial) {
        const chunk = bundle[name];
        bytes += chunk?.type === 'chunk' ? gzipSync(chunk.code).length : 0;
      }
      const text = `initial JavaScript: ${Math.ceil(bytes / 1024)} of at most ${MOST_INITIAL_BYTES / 1024} KiB gzipped`;
      if (bytes > MOST_INITIAL_BYTES) {
        this.error(text);
      }
      this.info(text);
    },
  };
}

export default defineConfig({
  plugins: [react(), initialSize()],
  // The Content-Security-Policy takes nothing inline, data: addresses included.
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
  server: { proxy: { '/api': 'http://127.0.0.1:8480', '/open': 'http://127.0.0.1:8480' } },
});
