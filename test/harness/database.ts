import { inject } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { onServer, withDatabase } from './global-setup.ts';

/** A database of its own, cloned from the migrated template. */
export async function cloneDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const serverUrl = inject('serverUrl');
  const name = `welkom_${newId().replaceAll('-', '')}`;
  for (let tries = 1; ; tries++) {
    try {
      await onServer(serverUrl, `create database ${name} template ${inject('template')}`);
      break;
    } catch (error) {
      // Two clones at one moment: PostgreSQL wants the template to itself.
      if (tries >= 20 || (error as { code?: string }).code !== '55006') throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * tries));
    }
  }
  return { url: withDatabase(serverUrl, name), drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`) };
}
