import { useQuery } from '@tanstack/react-query';
import { api, body, type Service } from '../api/client';
import { Fetched } from '../parts/Fetched';
import { State } from '../parts/Glyph';
import type { Look } from '../parts/look';
import { useTitle } from '../parts/title';

const EVERY_MILLIS = 5_000;
/** It assigns itself what it reads, so it is in no consumer group. */
const WITHOUT_GROUP = 'orchestrator';
/** More records for each replica than this mean that another one would help. */
const MANY_EACH = 20;

interface Standing {
  look: Look;
  words: string;
  advice: string;
}

function standingOf({ name, replicas, partitions, backlog, sent, waiting }: Service): Standing {
  if (name === WITHOUT_GROUP) {
    return backlog > MANY_EACH
      ? { look: 'backing-off', words: 'behind', advice: 'Outcomes of steps wait to be processed. Only one orchestrator writes at a time.' }
      : { look: 'unchanged', words: 'keeps up', advice: '' };
  }
  if (replicas.length === 0) {
    return sent + waiting > 0
      ? { look: 'failed', words: 'not running', advice: `Steps are waiting for it. Start ${name}-service.` }
      : { look: 'skipped', words: 'not running', advice: 'No step is waiting for it.' };
  }
  if (backlog > replicas.length * MANY_EACH) {
    return replicas.length < partitions
      ? { look: 'backing-off', words: 'behind', advice: `More replicas would help, up to ${partitions} in all.` }
      : { look: 'backing-off', words: 'behind', advice: 'All partitions have a replica already: more replicas would not help.' };
  }
  return backlog + sent > 0
    ? { look: 'running', words: 'working', advice: '' }
    : { look: 'unchanged', words: 'idle', advice: '' };
}

function Row({ service }: { service: Service }) {
  const standing = standingOf(service);
  return (
    <tr>
      <th scope="row">
        {service.name}
        <span className="quiet block mono">{service.group}</span>
      </th>
      <td>
        <State look={standing.look} words={standing.words} />
        {standing.advice !== '' && <span className="quiet block">{standing.advice}</span>}
      </td>
      <td data-label="Replicas">
        {service.name === WITHOUT_GROUP ? (
          <span className="quiet">one active at a time</span>
        ) : (
          <>
            {service.replicas.length} of at most {service.partitions}
            {service.replicas.map((replica) => (
              <span key={replica.id} className="quiet block" title={replica.id}>
                {replica.host}: {replica.partitions} of {service.partitions} partitions
              </span>
            ))}
          </>
        )}
      </td>
      <td data-label="Backlog">
        {service.backlog}
        {service.backlog > 0 && <span className="quiet block">at most {service.longest} in one partition</span>}
      </td>
      <td data-label="Steps in progress">{service.sent}</td>
      <td data-label="Steps waiting">{service.waiting}</td>
    </tr>
  );
}

/** Who does the work, and whether they keep up. */
export default function ServicesPage() {
  useTitle('Services');
  const services = useQuery({
    queryKey: ['services'],
    queryFn: () => body(api.GET('/api/v1/services')),
    refetchInterval: EVERY_MILLIS,
  });
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Services</h1>
          <p className="quiet">
            As Kafka sees them, refreshed every {EVERY_MILLIS / 1000} s. When a backlog keeps growing, add replicas.
          </p>
        </div>
      </div>
      <Fetched query={services}>
        {(read) => (
          <section className="card scroll" aria-label="Services" tabIndex={0}>
            <table className="runs stacked">
              <thead>
                <tr>
                  <th scope="col">Service</th>
                  <th scope="col">State</th>
                  <th scope="col">Replicas</th>
                  <th scope="col">Backlog</th>
                  <th scope="col">Steps in progress</th>
                  <th scope="col">Steps waiting</th>
                </tr>
              </thead>
              <tbody>
                {(read.items ?? []).map((service) => (
                  <Row key={service.name} service={service} />
                ))}
              </tbody>
            </table>
          </section>
        )}
      </Fetched>
    </>
  );
}
