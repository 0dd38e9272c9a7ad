import type { Messages } from '..';
import { account } from './account';
import { board } from './board';
import { common, domain } from './common';
import { intake } from './intake';
import { library } from './library';
import { pilot } from './pilot';
import { problems } from './problems';
import { proposals } from './proposals';
import { sessions } from './sessions';
import { shell } from './shell';
import { walk } from './walk';

export const de: Messages = {
  common,
  domain,
  problems,
  shell,
  intake,
  walk,
  board,
  pilot,
  sessions,
  account,
  library,
  proposals,
};
