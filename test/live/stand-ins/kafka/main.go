// A Kafka broker in memory, for Tempo 3: kafka HOST:PORT. Its topics are made when somebody asks for them.
package main

import (
	"fmt"
	"net"
	"os"
	"sync"

	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kmsg"
)

func main() {
	listen := func(network, _ string) (net.Listener, error) { return net.Listen(network, os.Args[1]) }
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.ListenFn(listen), kfake.AllowAutoTopicCreation(), kfake.DefaultNumPartitions(3))
	if err != nil {
		panic(err)
	}
	answerNewGroups(cluster)
	fmt.Println("listens at", cluster.ListenAddrs())
	select {}
}

// The offsets of a group that never committed are -1 in Kafka, and an error in kfake.
func answerNewGroups(cluster *kfake.Cluster) {
	var known sync.Map
	cluster.ControlKey(int16(kmsg.OffsetCommit), func(request kmsg.Request) (kmsg.Response, error, bool) {
		cluster.KeepControl()
		known.Store(request.(*kmsg.OffsetCommitRequest).Group, true)
		return nil, nil, false
	})
	cluster.ControlKey(int16(kmsg.OffsetFetch), func(request kmsg.Request) (kmsg.Response, error, bool) {
		cluster.KeepControl()
		fetch := request.(*kmsg.OffsetFetchRequest)
		response := fetch.ResponseKind().(*kmsg.OffsetFetchResponse)
		for _, group := range fetch.Groups {
			if _, committed := known.Load(group.Group); committed {
				return nil, nil, false
			}
			answered := kmsg.NewOffsetFetchResponseGroup()
			answered.Group = group.Group
			for _, topic := range group.Topics {
				none := kmsg.NewOffsetFetchResponseGroupTopic()
				none.Topic, none.TopicID = topic.Topic, topic.TopicID
				for _, number := range topic.Partitions {
					partition := kmsg.NewOffsetFetchResponseGroupTopicPartition()
					partition.Partition, partition.Offset, partition.LeaderEpoch = number, -1, -1
					none.Partitions = append(none.Partitions, partition)
				}
				answered.Topics = append(answered.Topics, none)
			}
			response.Groups = append(response.Groups, answered)
		}
		return response, nil, len(fetch.Groups) > 0
	})
}
