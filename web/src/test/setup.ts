import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Pages are loaded when first visited, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 8_000 });

// jsdom draws nothing, so it cannot scroll either.
window.scrollTo = () => undefined;

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
