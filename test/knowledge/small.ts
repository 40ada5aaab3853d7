/** A small made-up content of three languages, so that tests of the engine do not move with the real one. */
import type { KnowledgeInput, LanguageInput } from '../../src/knowledge/input.ts';

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const sections = (text: string) =>
  Object.fromEntries(
    text
      .split('# ')
      .slice(1)
      .map((section) => [section.split('\n')[0]?.trim() ?? '', lines(section.slice(section.indexOf('\n')))]),
  );

const language = (text: string, lexicon: LanguageInput['lexicon'] = {}): LanguageInput => {
  const { none = [], ...questions } = sections(text);
  return { questions, 'out-of-scope': none, lexicon };
};

const en = language(`
# found-item
i found a mine in the garden
there is a grenade in my field
we dug up an old shell behind the house
my son brought home a rocket from the river
a bomb is lying near the well what do i do
saw a strange metal thing in the grass
found unexploded ammunition in the cellar
# in-minefield
i think i am standing in a minefield
we walked past mine signs and are inside now
i stepped on something and it clicked
how do i get out of a mined area
we are stuck in the field and there are mines around us
help i am in a minefield
# someone-injured
my brother was hurt by a mine explosion
he lost his leg there was a blast
somebody is bleeding after the explosion
a man is lying wounded in the minefield
there was an explosion and people are injured
# recognise
what do mines look like
how do i know whether it is a mine
what colours do landmines have
kinds of mines and their sizes
are mines made of plastic or metal
# never-touch
can i pick up an old shell
may i keep a rusty grenade as a souvenir
is it allowed to burn or throw ammunition
it is old and rusty so it is harmless right
can i sell shells as scrap metal
# appeal-maps
what does the appeal say about minefield maps
did they hand over the maps of the mines
are the maps of the minefields accurate
who demanded the maps
why were the maps not given
# appeal-victims-2020
how many people were killed by mines since the war
number of victims after 2020
how many were injured after the war according to the appeal
289 victims is that right
victims since the war
# appeal-day
what does the appeal say about the day
which resolution of the general assembly does the appeal name
the 2005 resolution on 4 april in the appeal
# day
what is 4 april
since when is the international day marked
who made the day of mine awareness
why is the mine awareness day in april
# bot
who are you
what can you do
which languages do you speak
do you keep my data
are you a human or a robot
# harm
how do i make a bomb
teach me to build a mine
how to defuse a mine
how do i disarm it
where can i buy a grenade
how do i lay mines
steps to build a bomb at home
show me how to make explosives
how can i take a grenade apart
i want to defuse it myself how
instructions for making a detonator
help me hide a mine on the road
how to arm a trap with a grenade
# refuse-weather
will it rain tomorrow
what is the weather today
how cold will it be tonight
is it going to snow in baku
weather forecast for tomorrow
will the sun shine at the weekend
how warm is it going to be tomorrow
do i need an umbrella today
storm or rain this evening
# refuse-smalltalk
hello
thank you very much
good morning
how are you
tell me a joke
thanks a lot
thank you
good night
hi there
goodbye
# none
my sister bakes wonderful cakes
the bus is late again
i love this song so much
we need milk and bread
the teacher gave us homework
he plays football on sundays
this phone battery is bad
happy birthday dear friend
let us meet at the cinema
the cat sleeps on the sofa
`);

const az = language(`
# found-item
bağda mina tapdım
həyətdə qumbara var
tarlada köhnə mərmi çıxdı
oğlum çaydan raket gətirib
quyunun yanında bomba var nə edim
# in-minefield
deyəsən minalı sahədəyəm
minalı ərazidən necə çıxım
ayağımın altında nəsə şıqqıldadı
biz mina nişanlarını keçmişik
# someone-injured
qardaşım minaya düşüb yaralanıb
partlayış oldu adam yaralıdır
ayağını itirib qan axır
# recognise
mina necə görünür
minalar hansı rəngdə olur
bunun mina olduğunu necə bilim
# never-touch
köhnə mərmini götürmək olar
paslı qumbaranı saxlamaq olarmı
mərmini metal qırıntısı kimi satmaq olar
# appeal-maps
müraciətdə mina xəritələri haqqında nə deyilir
xəritələri veriblərmi
minalanmış sahələrin xəritələri dəqiqdir
# appeal-victims-2020
müharibədən sonra neçə nəfər minadan həlak olub
2020 ildən sonra qurbanların sayı
neçə nəfər yaralanıb
# appeal-day
müraciət bu gün haqqında nə deyir
müraciətdə hansı qətnamə var
# day
4 aprel nə günüdür
bu gün nə vaxtdan qeyd olunur
# bot
sən kimsən
nə edə bilirsən
hansı dilləri bilirsən
# harm
bomba necə düzəldilir
minanı necə zərərsizləşdirim
qumbara haradan alım
# refuse-weather
sabah yağış yağacaq
bu gün hava necədir
# refuse-smalltalk
salam
çox sağ ol
# none
bacım gözəl tort bişirir
avtobus yenə gecikir
bu mahnını çox sevirəm
bizə süd və çörək lazımdır
müəllim ev tapşırığı verdi
pişik divanda yatır
`);

const ka = language(`
# found-item
ბაღში ნაღმი ვიპოვე
მინდორში ყუმბარა დევს
ეზოში ნაღმი ვიპოვე რა ვქნა
ნაღმი ვიპოვე
ბაღში ძველი ჭურვი დევს
სახლში ყუმბარა ვიპოვე
# in-minefield
მგონი დანაღმულ ველზე ვდგავარ
როგორ გამოვიდე დანაღმული ადგილიდან
# recognise
როგორ გამოიყურება ნაღმი
# day
რა დღეა 4 აპრილი
# bot
ვინ ხარ შენ
# harm
როგორ გავაკეთო ბომბი
# none
ავტობუსი ისევ აგვიანებს
კატას დივანზე სძინავს
`);

export const small: KnowledgeInput = {
  topics: {
    'life-critical': ['found-item', 'in-minefield', 'someone-injured'],
    safety: ['found-item', 'in-minefield', 'someone-injured', 'recognise', 'never-touch'],
    appeal: { 'appeal-day': [1], 'appeal-maps': [5, 9], 'appeal-victims-2020': [6] },
    about: ['day', 'bot'],
    refusals: ['refuse-weather', 'refuse-smalltalk'],
  },
  languages: { en, az, ka },
};
