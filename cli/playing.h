/* SPDX-License-Identifier: MIT */
/* A campaign, played: its list and its log, a model of how calls end, and somebody who watches. */
#ifndef PLAYING_H
#define PLAYING_H

#include "asking.h"

/* Where the model comes from. */
enum { MODEL_USUAL, MODEL_LOG, MODEL_FILE };

/* With fewer calls a log says too little. */
enum { MODEL_LOG_LEAST = 100 };

typedef struct playing {
  asking *q;
  dialplan_contact *contacts;
  dialplan_state *states;
  size_t count, cap;
  dialplan_stats *learned; /* of the log; NULL: the model is a file's */
  dialplan_model model;
  int source; /* MODEL_* */
  dialplan_forecast_result *result;
} playing;

/* Reads the model, where there is a file, and all contacts. 0, or an exit status with messages. */
int playing_open(playing *p, asking *q);
/* "the shares of 1234 calls of the log" */
void playing_model_words(const playing *p, buffer *b);
/* Plays it, with progress, until it is over or interrupted. 0, or an exit status with a message. */
int playing_run(playing *p, const dialplan_load *load, const dialplan_forecast_options *how);
void playing_close(playing *p);

#endif
