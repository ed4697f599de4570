import { lazy, Suspense, useEffect } from 'react';
import { EmptyState, EmptyStateBody, Skeleton } from '@patternfly/react-core';
import { Link, Route, Switch, useLocation } from 'wouter';
import { Header } from './parts/Header';
import { IntegrationsPage } from './pages/IntegrationsPage';

const IntegrationPage = lazy(() => import('./pages/IntegrationPage'));
const SagaPage = lazy(() => import('./pages/SagaPage'));
const EventsPage = lazy(() => import('./pages/EventsPage'));
const DocumentPage = lazy(() => import('./pages/DocumentPage'));
const DriftPage = lazy(() => import('./pages/DriftPage'));
const ServicesPage = lazy(() => import('./pages/ServicesPage'));
const DeadLettersPage = lazy(() => import('./pages/DeadLettersPage'));
const AuditPage = lazy(() => import('./pages/AuditPage'));

export function App() {
  const [location] = useLocation();
  // A page that was followed to is read from its top.
  useEffect(() => {
    // New browsers answer with a promise, which would be taken for the end of the effect.
    void window.scrollTo(0, 0);
  }, [location]);
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<Skeleton height="8rem" screenreaderText="Loading" />}>
          <Switch>
            <Route path="/" component={IntegrationsPage} />
            <Route path="/integrations/:name">{({ name }) => <IntegrationPage name={name} key={name} />}</Route>
            <Route path="/sagas/:id">{({ id }) => <SagaPage id={id} key={id} />}</Route>
            <Route path="/integrations/:name/edit">{({ name }) => <DocumentPage name={name} key={name} />}</Route>
            <Route path="/new">{() => <DocumentPage />}</Route>
            <Route path="/drift" component={DriftPage} />
            <Route path="/events" component={EventsPage} />
            <Route path="/services" component={ServicesPage} />
            <Route path="/dead-letters" component={DeadLettersPage} />
            <Route path="/audit" component={AuditPage} />
            <Route>
              <EmptyState headingLevel="h1" titleText="There is no such page">
                <EmptyStateBody>
                  The address may be mistyped.{' '}
                  <Link href="/" className="name">
                    All integrations
                  </Link>
                </EmptyStateBody>
              </EmptyState>
            </Route>
          </Switch>
        </Suspense>
      </main>
    </>
  );
}
