import type { AuthWords } from './auth.zh';

export const authEn: AuthWords = {
  auth: {
    title: 'Sign in',
    phone: 'Phone number',
    password: 'Password',
    signIn: 'Sign in',
    signingIn: 'Signing in…',
    needPhone: 'Please enter the 11-digit phone number.',
    needPassword: 'Please enter your password.',
    help: 'No account, or password forgotten? Ask your branch secretary for a new invitation.',
    haveInvitation: 'I have an invitation code',
    who: 'Which of you is it?',
    whoHint: 'Two people share this phone number.',
    locked: (minutes) =>
      `Too many wrong attempts, so sign-in rests for safety. Try again in ${minutes} minutes, or ask your secretary.`,
    offlineTitle: 'No connection right now',
    offlineHint: 'You can open what is on this phone. Reports you write go out by themselves later.',
    openOffline: (name) => `Open as ${name}`,
    ended: 'Please sign in again. Everything unsent is still on this phone.',
    idle: 'Locked after a long pause. Please sign in again.',
  },
};
