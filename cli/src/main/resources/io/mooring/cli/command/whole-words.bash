
# The name of a step has @ and :, at which bash begins another word. Here it is one word, and what bash takes for the
# words before it is taken off the answers again. An integration may be called like a verb (the lab's is called lab):
# words that are neither options nor verbs are hidden, for the functions above take any word for a verb.
function _complete_mooring_whole_words() {
  local breaks="" line=$COMP_LINE joined=() word space before position=0 i
  [[ ${COMP_WORDBREAKS:-} != *@* ]] || breaks+=@
  [[ ${COMP_WORDBREAKS:-} != *:* ]] || breaks+=:
  for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
    word=${COMP_WORDS[i]}
    space=${line%%[![:space:]]*}
    line=${line#"$space"}
    if [ -n "$breaks" ] && [ "$i" -gt 0 ] && [ -z "$space" ] &&
      [[ $word == [$breaks]* || ${joined[${#joined[@]} - 1]} == *[$breaks] ]]; then
      joined[${#joined[@]} - 1]+=$word
    else
      joined+=("$word")
    fi
    line=${line#"$word"}
    [ "$i" -ne "$COMP_CWORD" ] || position=$((${#joined[@]} - 1))
  done
  for ((i = 2; i < position; i++)); do
    case $i:${joined[1]}:${joined[i]} in
      *:*:-* | 2:context:* | 2:export:*) ;;
      *) joined[i]=_ ;;
    esac
  done
  local COMP_WORDS
  COMP_WORDS=("${joined[@]}")
  local COMP_CWORD=$position
  _complete_mooring "$@"
  [ -n "$breaks" ] || return 0
  word=${COMP_WORDS[COMP_CWORD]}
  before=${word%"${word##*["$breaks"]}"}
  [ -z "$before" ] || COMPREPLY=("${COMPREPLY[@]#"$before"}")
}
complete -F _complete_mooring_whole_words -o default mooring mooring.sh mooring.bash
