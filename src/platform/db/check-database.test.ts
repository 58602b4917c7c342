import { describe, expect, inject, it } from 'vitest';
import { checkDatabase, databaseFault, OLDEST } from './check-database.ts';

const url = 'postgres://me:s3cret@db.example.org:6543/welkom';
const fault = (code: string, message = 'words of the driver') => Object.assign(new Error(message), { code });

describe('what is wrong with a database is one sentence', () => {
  it.each([
    [fault('ENOTFOUND'), 'there is no machine named db.example.org'],
    [fault('ECONNREFUSED'), 'nothing answers at db.example.org:6543'],
    [new AggregateError([fault('ECONNREFUSED')]), 'nothing answers at db.example.org:6543'],
    [fault('ETIMEDOUT'), 'db.example.org:6543 cannot be reached'],
    [fault('28P01'), 'db.example.org:6543 refuses the user me'],
    [fault('3D000'), 'make it with: create database "welkom"'],
    [fault('57P03'), 'is still starting or recovering'],
    [fault('53300'), 'has no connection left'],
    [fault('', 'timeout expired'), 'does not answer within 8 seconds'],
    [fault('', 'self-signed certificate'), 'no secure connection'],
    [fault('XX000', 'something new.'), 'something new (db.example.org:6543).'],
  ])('%s', (error, words) => {
    const sentence = databaseFault(url, error);
    expect(sentence).toContain(words);
    expect(sentence).toMatch(/^DATABASE_URL cannot be used: [^\n]+$/);
    expect(sentence).not.toContain('s3cret');
  });

  it('is nothing where all is well', async () => {
    expect((await checkDatabase(inject('serverUrl'))).version).toBeGreaterThanOrEqual(OLDEST);
  });

  it('is said of a password that is wrong and of a database that is not there', async () => {
    const server = new URL(inject('serverUrl'));
    server.pathname = '/nowhere';
    await expect(checkDatabase(server.toString())).rejects.toThrow('there is no database named nowhere');
  });
});
