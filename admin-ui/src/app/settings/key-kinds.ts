import type { ApiKey } from '../api/models';
import type { IconName } from '../ui/icon-paths';
import { say } from '../ui/words/say';

interface KeyKind {
  readonly label: string;
  readonly word: string;
  readonly hint: string;
  readonly icon: IconName;
}

/** What each kind of key is for. */
export const keyKinds: Readonly<Record<ApiKey['kind'], KeyKind>> = {
  public: {
    label: say('Public'),
    word: say('public'),
    hint: say('For pages and apps. It may only send.'),
    icon: 'key',
  },
  secret: {
    label: say('Secret'),
    word: say('secret'),
    hint: say('For servers. Never put it into a page.'),
    icon: 'shield',
  },
  read: {
    label: say('Read'),
    word: say('read'),
    hint: say('For programs that ask: it sees the numbers of this project and changes nothing.'),
    icon: 'eye',
  },
};

export const kindChoices = (['public', 'secret', 'read'] as const).map((kind) => ({
  kind,
  label: keyKinds[kind].label,
}));
