import type { Entry } from '../api/client';
import type { Look } from './look';

const LOOKS: Record<string, Look> = {
  'step-succeeded': 'changed',
  'saga-succeeded': 'changed',
  'step-failed': 'failed',
  'incident-raised': 'failed',
  'saga-incident': 'failed',
  'saga-quarantined': 'failed',
  'step-unknown': 'backing-off',
  'step-not-started': 'backing-off',
  'step-retry-scheduled': 'backing-off',
  'step-started': 'running',
  'step-progressed': 'running',
  'step-dispatched': 'ready',
  'saga-started': 'running',
  'saga-paused': 'paused',
  'step-skipped': 'skipped',
  'saga-cancelled': 'cancelled',
};

export function lookOfEntry(entry: Entry): Look {
  return LOOKS[entry.type ?? ''] ?? 'waiting';
}

export function wordsOfEntry(entry: Entry): string {
  return entry.summary !== undefined && entry.summary !== '' ? entry.summary : typeWords(entry.type ?? '');
}

export function typeWords(type: string): string {
  return type.replaceAll('-', ' ');
}
