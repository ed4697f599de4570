import '@patternfly/react-core/dist/styles/base.css';
import './style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App } from './App';
import { LiveProvider } from './live/Live';
import { Refused } from './api/client';
import { DiffLayoutProvider } from './parts/DiffLayout';
import { ClockProvider } from './parts/time';
import { followSystemTheme } from './parts/theme';

const MOST_TRIES = 3;

followSystemTheme();
const client = new QueryClient({
  defaultOptions: {
    queries: {
      // The stream says when something is to be read anew.
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < MOST_TRIES && !(error instanceof Refused && error.status < 500),
    },
  },
});

const page = document.getElementById('page');
if (page !== null) {
  createRoot(page).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <ClockProvider>
          <LiveProvider>
            <DiffLayoutProvider>
              <App />
            </DiffLayoutProvider>
          </LiveProvider>
        </ClockProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
