import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chat } from '../../../src/core/chat/chat.ts';
import { newChat, withMessage } from '../../../src/core/chat/conversation.ts';
import { silentLog } from '../../../src/core/base/log.ts';
import { ChatStore } from '../../../src/storage/chats.ts';

const chat = (id: string, text: string): Chat =>
  withMessage(newChat(id, 1), { kind: 'user', id: `${id}-q`, parentId: null, atMs: 2, text, attachments: [] });

describe('ChatStore', () => {
  let folder: string;
  const store = () => new ChatStore(join(folder, 'chats'), silentLog);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parlance-chats-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('has the chats again after a restart, the newest version of each', async () => {
    const first = store();
    for (const text of ['one', 'two', 'three']) first.save(chat('a', text));
    first.save(chat('b', 'other'));
    await first.flush();
    const again = await store().list();
    assert.deepEqual(new Set(again.map(({ messages }) => messages[0]?.text)), new Set(['three', 'other']));
  });

  it('leaves a half-written file of a crash alone, and one that is none of ours', async () => {
    const first = store();
    first.save(chat('a', 'kept'));
    await first.flush();
    const path = join(folder, 'chats');
    await writeFile(join(path, 'a.json.new'), '{"id":"a","mess');
    await writeFile(join(path, 'broken.json'), '{"id":"brok');
    assert.deepEqual(
      (await store().list()).map(({ id }) => id),
      ['a'],
    );
    assert.equal(await readFile(join(path, 'broken.json'), 'utf8'), '{"id":"brok');
  });

  it('deletes a chat, and brings it back', async () => {
    const first = store();
    first.save(chat('a', 'gone'));
    await first.flush();
    const bringBack = await first.remove('a');
    assert.deepEqual(await readdir(join(folder, 'chats')), []);
    bringBack();
    await first.flush();
    assert.equal((await store().get('a'))?.messages.length, 1);
  });
});
